package kr.dure.storage.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where contents lie, what they are encrypted with, and who looks for viruses.
 *
 * @param folder where contents lie when there is no bucket
 * @param bucket an S3-compatible bucket, or empty
 * @param key 32 bytes in Base64, or empty: the key lies in {@code keyFile}
 * @param clamd {@code host:port} or {@code unix:/path}, or empty
 */
record StorageSettings(
        Path folder, Optional<Bucket> bucket, Optional<String> key, Path keyFile, Optional<String> clamd) {
    private static final String EXPECTED =
            "DURE_S3_URL looks like https://ACCESS-KEY:SECRET-KEY@s3.example.com/bucket?region=ap-northeast-2.";

    /**
     * @param endpoint {@code https://host:port/}
     */
    record Bucket(String endpoint, String name, String region, String accessKey, String secretKey) {
        @Override
        public String toString() {
            return endpoint + name;
        }
    }

    static StorageSettings fromSystem() {
        Path data = Path.of(System.getProperty("dure.data", "data")).toAbsolutePath();
        return new StorageSettings(
                environment("DURE_FILES")
                        .map(Path::of)
                        .orElse(data.resolve("files"))
                        .toAbsolutePath(),
                environment("DURE_S3_URL").map(StorageSettings::bucket),
                environment("DURE_FILES_KEY"),
                data.resolve("files-key"),
                environment("DURE_CLAMD"));
    }

    /** @throws IllegalArgumentException with a text that names no secret */
    static Bucket bucket(String url) {
        try {
            URI uri = new URI(url.strip());
            String login = uri.getRawUserInfo();
            int colon = login == null ? -1 : login.indexOf(':');
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/|/$", "");
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!web || uri.getHost() == null || colon < 1 || path.isEmpty() || path.contains("/")) {
                throw new IllegalArgumentException(EXPECTED);
            }
            String query = uri.getQuery() == null ? "" : uri.getQuery();
            return new Bucket(
                    uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "/",
                    path,
                    query.startsWith("region=") ? query.substring("region=".length()) : "us-east-1",
                    decode(login.substring(0, colon)),
                    decode(login.substring(colon + 1)));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
