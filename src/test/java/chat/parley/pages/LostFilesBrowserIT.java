package chat.parley.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** The players of files, and the display of files, previews and emoji whose bytes the server has lost. */
class LostFilesBrowserIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String GONE = "No longer available";

    private static ParleyServer server;

    private final String name = "lost-" + System.nanoTime();
    private Person ann;
    private String room;

    @BeforeAll
    static void start() {
        server = ParleyServer.with().property("parley.files.store", "database").start();
        Person.signUp(server, "root");
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void makeRoom() {
        ann = Person.signUp(server, "ann-" + System.nanoTime());
        room = ann.makeRoom(name);
    }

    @Test
    void lostPreviewIsReplacedByThePicture() {
        String id = upload("harbour.png", "image/png", picture(400, 300));
        ann.upload("/api/files/" + id + "/preview", "p", "image/png", picture(40, 30))
                .expect(204);
        post(List.of(id));
        lose("preview_id", id);

        try (Tab bob = reader()) {
            Locator shown = bob.page().locator(".pictures img");
            assertThat(shown).hasAttribute("src", Pattern.compile("api/files/" + id + "$"));
            awaitLoaded(bob, ".pictures img");
            assertThat(bob.page().getByText(GONE)).isHidden();
        }
    }

    @Test
    void lostPictureSaysSoInItsMessageAndInTheLargeView() {
        String lost = upload("lost.png", "image/png", picture(400, 300));
        post(List.of(lost, upload("kept.png", "image/png", picture(300, 200))));
        lose("blob_id", lost);

        try (Tab bob = reader();
                Tab phone = Tab.signedUpOnPhone(server, "phone-" + System.nanoTime())
                        .enter(name)) {
            for (Tab tab : List.of(bob, phone)) {
                Locator pictures = tab.page().locator(".picture");
                assertThat(pictures.nth(0).getByText(GONE)).isVisible();
                assertThat(pictures.nth(1).getByText(GONE)).isHidden();
                picture(tab, "lost-picture-" + (tab == bob ? "desktop" : "phone"));
                pictures.nth(0).click();
                Locator large = tab.page().locator(".lightbox");
                assertThat(large.getByText(GONE)).isVisible();
                picture(tab, "lost-large-" + (tab == bob ? "desktop" : "phone"));
                tab.button("Next picture").click();
                assertThat(large.getByText(GONE)).isHidden();
                awaitLoaded(tab, ".lightbox-picture img");
                tab.page().keyboard().press("ArrowLeft");
                assertThat(large.getByText(GONE)).isVisible();
                tab.page().keyboard().press("Escape");
                assertThat(large).hasCount(0);
            }
        }
    }

    @Test
    void lostDownloadSaysSoWhenItIsClicked() {
        String id = upload("notes.txt", "text/plain", "three points".getBytes(StandardCharsets.UTF_8));
        post(List.of(id));
        lose("blob_id", id);

        try (Tab bob = reader()) {
            assertThat(bob.page().getByText(GONE)).isHidden();
            bob.page().locator(".file-link").click();
            assertThat(bob.page().locator(".file").getByText(GONE)).isVisible();
            picture(bob, "lost-download");
        }
    }

    @Test
    void lostEmojiIsShownByItsName() {
        Person root = Person.logIn(server.url(), "root");
        root.upload("/api/admin/emoji/lost_fish", "p", "image/png", picture(64, 64))
                .expect(200);
        ann.say(room, "a :lost_fish: swims");
        ann.put("/api/rooms/" + room + "/messages/1/reactions/:lost_fish:", Map.of())
                .expect(200);
        lose("select picture_id from emoji where name = 'lost_fish'");

        try (Tab bob = reader();
                Tab phone =
                        Tab.signedUpOnPhone(server, "fish-" + System.nanoTime()).enter(name)) {
            for (Tab tab : List.of(bob, phone)) {
                assertThat(tab.texts().first()).hasText("a :lost_fish: swims");
                assertThat(tab.page().locator(".text img.custom-emoji")).isHidden();
                assertThat(tab.page().locator(".reaction").first()).containsText(":lost_fish:");
            }
            bob.composer().pressSequentially(":lost");
            assertThat(bob.page().locator(".suggestions")).containsText(":lost_fish:");
            picture(bob, "lost-emoji-completion");
            bob.composer().fill("");
            bob.button("Insert an emoji").click();
            Locator inPicker = bob.page()
                    .locator(".emoji-picker .emoji[data-emoji=':lost_fish:']")
                    .last();
            assertThat(inPicker).hasText(":lost_fish:");
            picture(bob, "lost-emoji-picker");
            inPicker.click();
            assertThat(bob.composer()).hasValue(Pattern.compile(":lost_fish:"));
        } finally {
            root.delete("/api/admin/emoji/lost_fish").expect(204);
        }
    }

    @Test
    void soundPlaysUntilItsFileIsLost() {
        String id = upload("bell.wav", "audio/wav", tone());
        post(List.of(id));

        try (Tab bob = reader()) {
            play(bob, "audio");
            bob.page().waitForFunction("() => document.querySelector('.message audio').ended");
            picture(bob, "player-audio");
            assertThat(bob.faults()).isEmpty();
        }
        lose("blob_id", id);
        try (Tab cid = reader()) {
            assertThat(cid.page().getByText(GONE)).isHidden();
            play(cid, "audio");
            assertThat(cid.page().locator(".file").getByText(GONE)).isVisible();
            picture(cid, "player-audio-lost");
        }
    }

    @Test
    void videoPlaysUntilItsFileIsLost() {
        String id;
        try (Tab bob = reader()) {
            id = upload("clip.webm", "video/webm", video(bob));
            post(List.of(id));
            bob.page().waitForFunction("() => document.querySelector('.message video')?.videoWidth === 160");
            play(bob, "video");
            bob.page().waitForFunction("() => document.querySelector('.message video').currentTime > 0");
            picture(bob, "player-video");
            assertThat(bob.faults()).isEmpty();
        }
        lose("blob_id", id);
        try (Tab cid = reader()) {
            assertThat(cid.page().locator(".file").getByText(GONE)).isVisible();
            picture(cid, "player-video-lost");
        }
    }

    private Tab reader() {
        return Tab.signedUp(server, "bob-" + System.nanoTime()).enter(name);
    }

    /** Starts a player, as its own button does. */
    private static void play(Tab tab, String player) {
        tab.page()
                .locator(".message " + player)
                .evaluate("player => { player.muted = true; player.play().catch(() => {}); }");
    }

    private static void awaitLoaded(Tab tab, String picture) {
        tab.page()
                .waitForFunction(
                        "selector => { const image = document.querySelector(selector); return image.complete && image.naturalWidth > 0; }",
                        picture);
    }

    private String upload(String file, String type, byte[] bytes) {
        return ann.upload("/api/rooms/" + room + "/files/" + file, file, type, bytes)
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private void post(List<String> files) {
        ann.post("/api/rooms/" + room + "/messages", Map.of("nonce", "m", "text", "", "files", files))
                .expect(201);
    }

    private static void lose(String column, String file) {
        lose("select " + column + " from file where id = '" + file + "'");
    }

    /** @param blob a query for the id of the stored bytes */
    private static void lose(String blob) {
        Long rows = server.bean(DatabaseClient.class)
                .sql("delete from blob_chunk where blob_id = :blob")
                .bind("blob", one(blob))
                .fetch()
                .rowsUpdated()
                .block(LIMIT);
        assertThat(rows).as("pieces of the file").isPositive();
    }

    private static String one(String sql) {
        return server.bean(DatabaseClient.class)
                .sql(sql)
                .map(row -> row.get(0, String.class))
                .one()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private static byte[] picture(int width, int height) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a fifth of a second of sound. */
    private static byte[] tone() {
        byte[] samples = new byte[1_600];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (100 * Math.sin(i * 0.35));
        }
        AudioFormat format = new AudioFormat(8_000, 8, 1, true, false);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            AudioSystem.write(
                    new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length),
                    AudioFileFormat.Type.WAVE,
                    out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records a short video with the browser. */
    private static byte[] video(Tab tab) {
        return Base64.getDecoder().decode((String) tab.run("""
                new Promise((done) => {
                  const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 90 });
                  const brush = canvas.getContext('2d');
                  const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
                  const parts = [];
                  recorder.ondataavailable = ({ data }) => parts.push(data);
                  recorder.onstop = async () => {
                    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
                    done(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
                  };
                  let frame = 0;
                  const timer = setInterval(() => {
                    brush.fillStyle = `hsl(${frame * 12} 80% 50%)`;
                    brush.fillRect(0, 0, 160, 90);
                    if (frame++ === 25) {
                      clearInterval(timer);
                      recorder.stop();
                    }
                  }, 40);
                  recorder.start();
                })
                """));
    }

    /** Saves a screenshot, with {@code -Dparley.pictures=1}. */
    private static void picture(Tab tab, String name) {
        if (System.getProperty("parley.pictures") != null) {
            tab.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pictures/" + name + ".png")));
        }
    }
}
