package kr.dure.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import kr.dure.storage.StoredFile;
import kr.dure.web.BadRequest;
import kr.dure.web.Invalid;
import org.junit.jupiter.api.Test;

class ThumbnailsTest {
    /** 2×2 pixels, lossless. */
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRh4AAABXRUJQVlA4TBEAAAAvAUAAAAfQ//73v/+BiOh/AAA=");

    private final TestStorage dure = new TestStorage();

    @Test
    void picturesOfEveryKindBecomeSmallAndKeepTheirShape() throws IOException {
        for (byte[] picture : new byte[][] {Pictures.png(400, 200), Pictures.jpeg(400, 200), Pictures.gif(400, 200)}) {
            StoredFile file = dure.store(TestStorage.thing(), "a", picture);
            BufferedImage small = ImageIO.read(new ByteArrayInputStream(thumbnail(file, 64)));
            assertThat(small.getWidth()).as(file.mediaType()).isEqualTo(64);
            assertThat(small.getHeight()).isEqualTo(32);
            assertThat(small.getRGB(5, 16) & 0xff0000).as(file.mediaType()).isGreaterThan(0xe00000);
        }
    }

    @Test
    void aSmallPictureStaysAsLargeAsItIs() throws IOException {
        StoredFile file = dure.store(TestStorage.thing(), "a.webp", WEBP);
        assertThat(file.mediaType()).isEqualTo("image/webp");
        assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail(file, 64))).getWidth())
                .isEqualTo(2);
    }

    @Test
    void aThumbnailIsMadeOnceAndKeptEncrypted() {
        StoredFile file = dure.store(TestStorage.thing(), "a.png", Pictures.png(400, 200));
        byte[] first = thumbnail(file, 128);
        assertThat(dure.count("thumbnail")).isEqualTo(1);
        assertThat(thumbnail(file, 128)).isEqualTo(first);
        assertThat(dure.count("thumbnail")).isEqualTo(1);
        assertThat(dure.count("garbage")).isZero();
    }

    @Test
    void aBombIsNotUnfolded() {
        StoredFile bomb = dure.store(TestStorage.thing(), "bomb.png", Pictures.bomb(60_000, 60_000));
        assertThat(bomb.mediaType()).isEqualTo("image/png");
        assertThatThrownBy(() -> thumbnail(bomb, 256))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("too large");
        StoredFile lying = dure.store(TestStorage.thing(), "lying.png", Pictures.bomb(-1, 5));
        assertThatThrownBy(() -> thumbnail(lying, 256)).isInstanceOf(Invalid.class);
    }

    @Test
    void whatIsNoPictureOrABrokenOneHasNone() {
        byte[] png = Pictures.png(400, 200);
        for (byte[] content : new byte[][] {
            "text".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Arrays.copyOf(png, 40),
            Arrays.copyOf(WEBP, 22),
            Arrays.copyOf(Pictures.jpeg(100, 100), 100)
        }) {
            StoredFile file = dure.store(TestStorage.thing(), "a.png", content);
            assertThatThrownBy(() -> thumbnail(file, 256)).isInstanceOf(Invalid.class);
        }
        StoredFile good = dure.store(TestStorage.thing(), "a.png", png);
        assertThatThrownBy(() -> thumbnail(good, 100)).isInstanceOf(BadRequest.class);
    }

    private byte[] thumbnail(StoredFile file, int edge) {
        return dure.as(() -> dure.thumbnails.of(file, edge));
    }
}
