package kr.dure.storage.internal.export;

import java.util.UUID;

/**
 * An archive to be imported.
 *
 * @param upload id of a finished upload of the caller's ({@code /api/files/uploads})
 */
public record NewImport(UUID upload) {}
