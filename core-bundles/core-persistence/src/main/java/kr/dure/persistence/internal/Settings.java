package kr.dure.persistence.internal;

import java.nio.file.Path;

/**
 * Where the data lies.
 *
 * @param data folder of the installation
 * @param ownerUrl JDBC URL of an external server with an owner that may create roles, or null for the embedded one
 */
record Settings(Path data, String ownerUrl) {
    static Settings fromSystem() {
        String data = System.getProperty("dure.data", "data");
        String url = System.getProperty("dure.database.url", System.getenv("DURE_DATABASE_URL"));
        return new Settings(Path.of(data).toAbsolutePath(), url == null || url.isBlank() ? null : url);
    }
}
