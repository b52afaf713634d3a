package kr.dure.persistence.internal.job;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What is stored with a job, as JSON.
 *
 * @param tenant whose job it is, or null for one of the installation
 * @param cron how it repeats, or null when it runs once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobData(String handler, String tenant, String id, String cron, String data) {}
