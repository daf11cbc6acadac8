package chat.parley.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

class IntakeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 1000, 1_000_000})
    void pictureLosesItsPersonalDataHoweverItIsCut(int piece) throws IOException {
        byte[] jpeg = Pictures.jpegWithPersonalData(40, 30, 1);
        byte[] png = Pictures.pngWithPersonalData(40, 30);
        byte[] webp = Pictures.webpWithPersonalData(40, 30);

        for (byte[] picture : List.of(jpeg, png, webp)) {
            Intake intake = new Intake(null, false);
            byte[] kept = pass(intake, picture, piece);

            assertThat(new String(picture, StandardCharsets.ISO_8859_1)).contains(Pictures.SECRET);
            assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                    .doesNotContain(Pictures.SECRET)
                    .doesNotContain("trailer");
            assertThat(intake.size()).isEqualTo(new ImageSize(40, 30));
            assertThat(intake.bytes()).isEqualTo(kept.length);
        }
        assertThat(decode(pass(new Intake(null, false), jpeg, piece)).getWidth())
                .isEqualTo(40);
        assertThat(decode(pass(new Intake(null, false), png, piece)).getWidth()).isEqualTo(40);
        assertThat(pass(new Intake(null, false), webp, piece)).hasSameSizeAs(webp);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void rotatedPictureKeepsItsOrientationAndReportsItsDisplayedSize(int orientation) {
        byte[] picture = Pictures.jpegWithPersonalData(40, 30, orientation);
        Intake intake = new Intake(null, false);

        byte[] kept = pass(intake, picture, 100);

        assertThat(intake.size()).isEqualTo(orientation < 5 ? new ImageSize(40, 30) : new ImageSize(30, 40));
        assertThat(ExifOrientation.of(kept, 6)).isEqualTo(orientation);
    }

    @Test
    void pictureWithoutPersonalDataPassesUnchanged() {
        for (String format : List.of("png", "gif", "jpg")) {
            byte[] picture = Pictures.plain(format, 12, 34);
            Intake intake = new Intake("text/html", false);

            assertThat(pass(intake, picture, 50)).as(format).isEqualTo(picture);
            assertThat(intake.size()).as(format).isEqualTo(new ImageSize(12, 34));
            assertThat(intake.type()).isEqualTo("image/" + (format.equals("jpg") ? "jpeg" : format));
        }
    }

    @Test
    void pictureSentAsFileKeepsEveryByte() {
        byte[] picture = Pictures.jpegWithPersonalData(40, 30, 6);
        Intake intake = new Intake(null, true);

        assertThat(pass(intake, picture, 100)).isEqualTo(picture);
        assertThat(intake.type()).isEqualTo("image/jpeg");
        assertThat(intake.size()).isNull();
    }

    @Test
    void pictureThatCouldNotBeShownIsRefused() {
        assertRefused(Pictures.pngThatClaims(100_000, 100_000), Refusal.Code.FILE_TOO_LARGE);
        assertRefused(Pictures.pngThatClaims(8000, 5001), Refusal.Code.FILE_TOO_LARGE);
        byte[] png = Pictures.plain("png", 40, 30);
        assertRefused(Arrays.copyOf(png, png.length - 20), Refusal.Code.FILE_DAMAGED);
        byte[] jpeg = Pictures.plain("jpg", 40, 30);
        assertRefused(Arrays.copyOf(jpeg, 30), Refusal.Code.FILE_DAMAGED);
    }

    @Test
    void pictureThatBrowsersShowLargerThanItsHeaderClaimsIsRefused() {
        assertRefused(Pictures.gifWithFrame(1, 1, 0, 0, 8000, 5001), Refusal.Code.FILE_TOO_LARGE);
        assertRefused(Pictures.gifWithFrame(8000, 1, 0, 5000, 1, 1), Refusal.Code.FILE_TOO_LARGE);
        assertRefused(Pictures.webpWithLateCanvas(8000, 5001), Refusal.Code.FILE_TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 1000})
    void firstFrameEnlargesAPicture(int piece) {
        Intake intake = new Intake(null, false);

        pass(intake, Pictures.gifWithFrame(40, 20, 10, 5, 50, 30), piece);

        assertThat(intake.size()).isEqualTo(new ImageSize(60, 35));
    }

    @Test
    void senderIsNotBelievedWhatTheBytesDoNotShow() {
        assertThat(type("image/png", "<html>")).isEqualTo("application/octet-stream");
        assertThat(type("video/mp4", "<script>")).isEqualTo("application/octet-stream");
        assertThat(type("text/plain", "hello")).isEqualTo("text/plain");
        assertThat(type("image/svg+xml", "<svg>")).isEqualTo("image/svg+xml");
        assertThat(FileSignature.isShown("image/svg+xml")).isFalse();
        assertThat(type(null, "hello")).isEqualTo("application/octet-stream");
        assertThat(type("text/plain", "%PDF-1.7")).isEqualTo("application/pdf");
        assertThat(type("text/plain", "GIF89a" + "\1\0\1\0" + "<script>")).isEqualTo("image/gif");
    }

    @Test
    void anyBytesPassOrAreRefused() {
        long seed = System.nanoTime();
        System.out.println("IntakeTest: seed " + seed);
        Random random = new Random(seed);
        List<byte[]> pictures = List.of(
                Pictures.jpegWithPersonalData(40, 30, 6),
                Pictures.pngWithPersonalData(40, 30),
                Pictures.webpWithPersonalData(40, 30),
                Pictures.plain("gif", 40, 30));
        for (int round = 0; round < 2000; round++) {
            byte[] broken = pictures.get(random.nextInt(pictures.size())).clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(broken, 1 + random.nextInt(broken.length));
            Intake intake = new Intake("image/jpeg", false);
            try {
                byte[] kept = pass(intake, cut, 1 + random.nextInt(200));
                assertThat(kept.length).isLessThanOrEqualTo(cut.length + 40);
            } catch (Refusal refusal) {
                assertThat(refusal.code()).isIn(Refusal.Code.FILE_DAMAGED, Refusal.Code.FILE_TOO_LARGE);
            }
        }
    }

    private static void assertRefused(byte[] picture, Refusal.Code code) {
        assertThatThrownBy(() -> pass(new Intake(null, false), picture, 100))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static String type(@Nullable String hint, String content) {
        Intake intake = new Intake(hint, false);
        pass(intake, content.getBytes(StandardCharsets.ISO_8859_1), 100);
        return intake.type();
    }

    private static byte[] pass(Intake intake, byte[] bytes, int piece) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<byte[]> pieces = IntStream.iterate(0, at -> at < bytes.length, at -> at + piece)
                .mapToObj(at -> Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)))
                .toList();
        intake.pass(Flux.fromIterable(pieces)).doOnNext(out::writeBytes).blockLast();
        return out.toByteArray();
    }

    private static BufferedImage decode(byte[] picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture));
    }
}
