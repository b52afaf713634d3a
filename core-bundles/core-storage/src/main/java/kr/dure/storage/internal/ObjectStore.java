package kr.dure.storage.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.UUID;

/** Where encrypted objects lie, each written once under an id of its own and never changed. */
interface ObjectStore {
    /** Begins an object. */
    Sink create(UUID tenant, UUID object) throws IOException;

    /**
     * Opens an object.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    SeekableByteChannel open(UUID tenant, UUID object) throws IOException;

    /** Deletes an object; without effect when there is none. */
    void delete(UUID tenant, UUID object) throws IOException;

    /** Looks whether it can be reached and written to. */
    void check() throws IOException;

    /** An object that is being written. Closed without {@link #commit} nothing is left of it. */
    abstract class Sink extends OutputStream {
        /** Ends the object; it is durable when this returns. */
        abstract void commit() throws IOException;
    }
}
