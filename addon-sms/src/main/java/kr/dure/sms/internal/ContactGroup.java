package kr.dure.sms.internal;

import java.util.List;
import java.util.UUID;
import kr.dure.sms.internal.NewMessage.Addressee;

/**
 * People who are often written to together.
 *
 * @param size how many contacts it has
 * @param contacts with their merge fields; null in lists
 */
public record ContactGroup(UUID id, String name, long size, List<Addressee> contacts) {}
