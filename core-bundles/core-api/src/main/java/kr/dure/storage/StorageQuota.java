package kr.dure.storage;

/**
 * How much room a tenant has (B11): a quota per seat, pooled. Implemented by core-billing, asked by core-storage before
 * bytes are taken.
 */
public interface StorageQuota {
    /** Bytes the current tenant may use, 0 or more. Quick; asked inside or outside a transaction. */
    long limit();
}
