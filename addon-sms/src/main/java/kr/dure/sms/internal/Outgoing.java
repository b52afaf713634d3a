package kr.dure.sms.internal;

import java.util.UUID;
import kr.dure.carrier.Carrier.Submission;
import kr.dure.tenant.Tenant;

/** One recipient's message on its way to a carrier. */
record Outgoing(Tenant tenant, UUID recipient, Submission submission) {}
