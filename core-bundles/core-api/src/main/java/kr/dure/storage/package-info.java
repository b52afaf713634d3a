/** Files that people and apps attach to things: kept once, encrypted, within the tenant's quota. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.storage;
