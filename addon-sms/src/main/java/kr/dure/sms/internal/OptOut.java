package kr.dure.sms.internal;

import java.time.Instant;
import java.util.UUID;

/** Somebody who wants no advertisements of the company (수신거부, 정보통신망법 §50). */
public record OptOut(UUID id, String number, Instant at) {}
