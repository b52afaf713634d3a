package kr.dure.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
    @Test
    void oneRangeIsRead() {
        assertThat(ByteRange.of("bytes=0-9", 100)).contains(new ByteRange(0, 10));
        assertThat(ByteRange.of("bytes=90-", 100)).contains(new ByteRange(90, 10));
        assertThat(ByteRange.of("bytes=90-1000", 100)).contains(new ByteRange(90, 10));
        assertThat(ByteRange.of("bytes=-10", 100)).contains(new ByteRange(90, 10));
        assertThat(ByteRange.of("bytes=-1000", 100)).contains(new ByteRange(0, 100));
        assertThat(new ByteRange(90, 10).of(100)).isEqualTo("bytes 90-99/100");
    }

    @Test
    void whatCannotBeUnderstoodIsIgnored() {
        for (String header :
                new String[] {null, "", "bytes=", "bytes=-", "bytes=5-4", "lines=1-2", "bytes=0-1,5-6", "bytes=a-b"}) {
            assertThat(ByteRange.of(header, 100)).as(header).isEmpty();
        }
    }

    @Test
    void whatIsNotThereCannotBeSatisfied() {
        for (String header : new String[] {"bytes=100-", "bytes=100-200", "bytes=-0"}) {
            assertThat(ByteRange.of(header, 100).orElseThrow().satisfiable())
                    .as(header)
                    .isFalse();
        }
        assertThat(ByteRange.of("bytes=-5", 0).orElseThrow().satisfiable()).isFalse();
    }

    @Property
    void aRangeNeverLeavesTheContent(
            @ForAll @LongRange(min = 0, max = 1_000) long from,
            @ForAll @LongRange(min = 0, max = 1_000) long to,
            @ForAll @LongRange(min = 0, max = 1_000) long size) {
        Optional<ByteRange> range = ByteRange.of("bytes=" + from + "-" + to, size);
        range.filter(ByteRange::satisfiable).ifPresent(part -> {
            assertThat(part.from()).isEqualTo(from);
            assertThat(part.from() + part.length()).isLessThanOrEqualTo(Math.min(size, to + 1));
        });
        assertThat(range.isPresent()).isEqualTo(to >= from);
    }
}
