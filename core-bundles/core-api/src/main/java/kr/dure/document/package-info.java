/** Documents: HTML to PDF, templates by tenant, spreadsheets in and out. Implemented by core-documents. */
@org.osgi.annotation.versioning.Version("0.1.0")
package kr.dure.document;
