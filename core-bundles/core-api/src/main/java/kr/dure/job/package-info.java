/** Work for later: kept in the database, run once in the cluster. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.job;
