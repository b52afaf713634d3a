/** What a REST resource needs: permissions, problems, pages, idempotency, health. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.web;
