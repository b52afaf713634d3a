package kr.dure.storage.internal;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import kr.dure.persistence.Ids;
import kr.dure.persistence.Tx;
import kr.dure.storage.StoredFile;
import kr.dure.tenant.Tenants;
import kr.dure.web.BadRequest;
import kr.dure.web.Invalid;
import net.coobird.thumbnailator.Thumbnails.Builder;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small pictures of pictures, made when first asked for and kept with the content. */
@Component(service = Thumbnails.class)
public final class Thumbnails {
    /** The longer side, in pixels. */
    static final List<Integer> EDGES = List.of(64, 128, 256, 512, 1024);

    /** What is looked at before anything is decoded: a few bytes may unfold to many pixels. */
    private static final long MAX_PIXELS = 64_000_000;

    /** The reader for WebP cannot leave pixels out while it decodes. */
    private static final long MAX_WEBP_PIXELS = 16_000_000;

    private static final long MAX_BYTES = 32L << 20;
    private static final int AT_ONCE = 2;
    private static final String WEBP = "image/webp";
    private static final String JPEG = "image/jpeg";
    private static final Set<String> READABLE = Set.of(JPEG, "image/png", "image/gif", "image/bmp", WEBP);
    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);

    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final Backend store;
    private final TenantKeys keys;
    private final FilesImpl files;
    private final Semaphore decoders = new Semaphore(AT_ONCE);

    @Activate
    public Thumbnails(
            @Reference(target = "(unit=kr.dure.storage)") Tx tx,
            @Reference Ids ids,
            @Reference Clock clock,
            @Reference Backend store,
            @Reference TenantKeys keys,
            @Reference FilesImpl files) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.store = store;
        this.keys = keys;
        this.files = files;
    }

    /**
     * A picture, in JPEG or, where it is transparent in places, PNG.
     *
     * @param edge one of {@link #EDGES}
     * @throws Invalid naming {@code file} when it is no picture, a broken one, or one with too many pixels
     */
    byte[] of(StoredFile file, int edge) throws IOException {
        if (!EDGES.contains(edge)) {
            throw new BadRequest("edge", "edge는 " + EDGES + " 중 하나입니다.", "edge is one of " + EDGES + ".");
        }
        if (!READABLE.contains(file.mediaType()) || file.size() > MAX_BYTES) {
            throw none();
        }
        UUID blob = tx.read(session -> new FileRepository(session).find(file.id()))
                .orElseThrow(Problems::noFile)
                .blob();
        List<Part> kept = tx.read(session -> new ThumbnailRepository(session).find(blob, edge));
        if (!kept.isEmpty()) {
            try (InputStream in = new PartStream(
                    store,
                    Tenants.current().id(),
                    keys.toRead(),
                    kept,
                    0,
                    kept.get(0).bytes())) {
                return in.readAllBytes();
            }
        }
        byte[] picture = make(file, edge);
        try {
            keep(blob, edge, picture);
        } catch (IOException | RuntimeException e) {
            LOG.warn("A thumbnail was made and could not be kept", e);
        }
        return picture;
    }

    private byte[] make(StoredFile file, int edge) throws IOException {
        decoders.acquireUninterruptibly();
        try (InputStream in = files.open(file.id())) {
            return make(in, file.mediaType(), edge);
        } finally {
            decoders.release();
        }
    }

    /** @param in read as far as the picture goes */
    static byte[] make(InputStream in, String type, int edge) throws IOException {
        ImageReader reader = reader(type);
        try (ImageInputStream image = new MemoryCacheImageInputStream(in)) {
            // Texts and profiles beside the picture are not unfolded, except where the camera says what is up.
            reader.setInput(image, true, !type.equals(JPEG));
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > (type.equals(WEBP) ? MAX_WEBP_PIXELS : MAX_PIXELS)) {
                throw new Invalid(
                        "file",
                        "그림이 너무 커서(" + width + "×" + height + ") 미리보기를 만들지 않습니다.",
                        "The picture is too large (" + width + "×" + height + ") for a thumbnail.");
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(width, height) / (4 * edge));
            param.setSourceSubsampling(step, step, 0, 0);
            return write(scale(upright(reader.read(0, param), reader, type), edge));
        } catch (Invalid invalid) {
            throw invalid;
        } catch (IOException | RuntimeException | LinkageError e) {
            // Decoders meet broken content with whatever comes.
            LOG.debug("A picture cannot be decoded", e);
            throw none();
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(String type) {
        if (type.equals(WEBP)) {
            return new WebPImageReaderSpi().createReaderInstance(null);
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
        if (!readers.hasNext()) {
            throw none();
        }
        return readers.next();
    }

    private static BufferedImage upright(BufferedImage image, ImageReader reader, String type) throws IOException {
        Orientation orientation = type.equals(JPEG) ? ExifUtils.getExifOrientation(reader, 0) : null;
        return orientation == null
                ? image
                : ExifFilterUtils.getFilterForOrientation(orientation).apply(image);
    }

    private static BufferedImage scale(BufferedImage image, int edge) throws IOException {
        int longer = Math.max(image.getWidth(), image.getHeight());
        Builder<BufferedImage> builder = net.coobird.thumbnailator.Thumbnails.of(direct(image));
        return (longer > edge ? builder.size(edge, edge) : builder.scale(1.0)).asBufferedImage();
    }

    /** Colours themselves instead of places in a palette, which shrink badly. */
    private static BufferedImage direct(BufferedImage image) {
        boolean alpha = image.getColorModel().hasAlpha();
        BufferedImage direct = new BufferedImage(
                image.getWidth(), image.getHeight(), alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = direct.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return direct;
    }

    private static byte[] write(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (image.getColorModel().hasAlpha()) {
            ImageIO.write(image, "png", out);
        } else {
            net.coobird.thumbnailator.Thumbnails.of(image)
                    .scale(1.0)
                    .outputFormat("jpg")
                    .outputQuality(0.85)
                    .toOutputStream(out);
        }
        return out.toByteArray();
    }

    static String type(byte[] picture) {
        return picture[0] == (byte) 0x89 ? "image/png" : JPEG;
    }

    private static Invalid none() {
        return new Invalid("file", "이 파일은 미리보기를 만들 수 없습니다.", "There is no thumbnail of this file.");
    }

    private void keep(UUID blob, int edge, byte[] picture) throws IOException {
        UUID object = ids.next();
        tx.run(session ->
                new UploadRepository(session).discard(object, clock.instant().plus(Uploads.KEPT)));
        PartCipher cipher = keys.toWrite();
        try (ObjectStore.Sink sink = store.create(Tenants.current().id(), object)) {
            ByteArrayOutputStream encrypted = new ByteArrayOutputStream();
            try (OutputStream out = cipher.encrypt(object, encrypted)) {
                new ByteArrayInputStream(picture).transferTo(out);
            }
            sink.write(encrypted.toByteArray());
            sink.commit();
        }
        Part part = new Part(object, picture.length);
        tx.run(session -> new ThumbnailRepository(session).add(blob, edge, part, clock.instant()));
    }
}
