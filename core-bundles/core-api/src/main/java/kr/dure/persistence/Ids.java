package kr.dure.persistence;

import java.util.UUID;

/** New identifiers. Implemented by core-persistence. */
public interface Ids {
    /** A new UUIDv7 (RFC 9562): unique, and later ones sort after earlier ones. */
    UUID next();
}
