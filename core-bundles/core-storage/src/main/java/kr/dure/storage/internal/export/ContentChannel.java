package kr.dure.storage.internal.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A {@link Content} as the channel that a zip is read from, in large pieces. */
final class ContentChannel implements SeekableByteChannel {
    private static final int WINDOW = 1 << 18;

    private final Content content;
    private final byte[] window = new byte[WINDOW];
    private long windowFrom;
    private int windowLength;
    private long position;
    private long left = Long.MAX_VALUE;

    ContentChannel(Content content) {
        this.content = content;
    }

    /** From now on no more than this many bytes are given; a directory of millions of entries would fill the memory. */
    void limit(long bytes) {
        left = bytes;
    }

    @Override
    public int read(ByteBuffer target) {
        if (position >= content.size()) {
            return -1;
        }
        if (position < windowFrom || position >= windowFrom + windowLength) {
            fill();
        }
        int at = (int) (position - windowFrom);
        int length = Math.min(target.remaining(), windowLength - at);
        left -= length;
        if (left < 0) {
            throw Refusal.whole("항목이 너무 많습니다.", "The archive has too many entries.");
        }
        target.put(window, at, length);
        position += length;
        return length;
    }

    private void fill() {
        // The end of a zip is searched for backwards, the rest is read forwards.
        windowFrom = position < windowFrom ? Math.max(0, position - WINDOW / 2) : position;
        windowLength = 0;
        try (InputStream in = content.open(windowFrom, WINDOW)) {
            windowLength = in.readNBytes(window, 0, (int) Math.min(WINDOW, content.size() - windowFrom));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not the archive's fault
        }
        if (windowFrom + windowLength <= position) {
            throw new UncheckedIOException(new IOException("The file is shorter than it should be."));
        }
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long next) {
        if (next < 0) {
            throw new IllegalArgumentException("position");
        }
        position = next;
        return this;
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
