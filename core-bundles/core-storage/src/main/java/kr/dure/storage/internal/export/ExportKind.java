package kr.dure.storage.internal.export;

/** What an export was ordered as. Public, like every enum of an entity, because OpenJPA reads its values. */
public enum ExportKind {
    EXPORT,
    /** Counted by billing (B10). */
    BACKUP
}
