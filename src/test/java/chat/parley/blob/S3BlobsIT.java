package chat.parley.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import chat.parley.support.S3Server;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The store on a foreign S3 server. */
class S3BlobsIT extends BlobStoreContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Scheduler SCHEDULER = Schedulers.newBoundedElastic(4, 1000, "files-test");

    private static @Nullable S3Server server;

    @BeforeAll
    static void start() {
        server = S3Server.start();
    }

    @AfterAll
    static void end() {
        SCHEDULER.dispose();
        if (server != null) {
            server.close();
        }
    }

    @Override
    BlobStore store() {
        return blobs(S3Server.BUCKET, "parley/", S3Server.SECRET_KEY);
    }

    private static S3Blobs blobs(String bucket, String prefix, String secret) {
        S3Properties properties = new S3Properties(
                URI.create(Objects.requireNonNull(server).url()),
                "us-east-1",
                bucket,
                S3Server.ACCESS_KEY,
                secret,
                prefix,
                true);
        S3Client client = new S3Client(new S3Signer(properties, Clock.systemUTC()), SCHEDULER, Duration.ofSeconds(10));
        return new S3Blobs(client, prefix, SCHEDULER);
    }

    @Test
    void objectsAreNamedByThePrefix() {
        store().write("named", Flux.just(new byte[] {7})).block(LIMIT);

        assertThat(Objects.requireNonNull(server).objects().resolve("parley/named"))
                .hasBinaryContent(new byte[] {7});
    }

    @Test
    void prefixesSeparateInstallations() {
        BlobStore other = blobs(S3Server.BUCKET, "other-", S3Server.SECRET_KEY);
        other.write("mine", Flux.just(new byte[1])).block(LIMIT);

        assertThat(other.list("", 10).collectList().block(LIMIT)).containsExactly("mine");
        assertThat(store().list("", 1000).collectList().block(LIMIT)).doesNotContain("mine");
        assertThat(store().size("mine").blockOptional(LIMIT)).isEmpty();
    }

    @Test
    void unfinishedWriteLeavesNothing() {
        Flux<byte[]> pieces =
                Flux.concat(Flux.just(new byte[400_000]), Mono.error(new IllegalStateException("the client left")));

        store().write("part", pieces).onErrorComplete().block(LIMIT);

        assertThat(Objects.requireNonNull(server).objects().resolve("parley/part"))
                .doesNotExist();
    }

    /** Longer than a page of the list. */
    @Test
    void listContinuesAfterAPage() {
        BlobStore many = blobs(S3Server.BUCKET, "many/", S3Server.SECRET_KEY);
        Path folder = Objects.requireNonNull(server).objects().resolve("many");
        for (int i = 0; i < 1005; i++) {
            write(folder, "n" + (10_000 + i));
        }

        assertThat(many.list("", 2000).collectList().block(LIMIT)).hasSize(1005).doesNotHaveDuplicates();
        assertThat(many.list("n10999", 2000).collectList().block(LIMIT))
                .containsExactly("n11000", "n11001", "n11002", "n11003", "n11004");
    }

    private static void write(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), new byte[] {1});
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void workingStorePassesTheCheckAndKeepsNothingOfIt() {
        store().check().block(LIMIT);

        assertThat(store().trouble()).isEmpty();
        assertThat(Objects.requireNonNull(server).objects().resolve("parley/parley-check"))
                .doesNotExist();
    }

    @Test
    void wrongCredentialsAreNamed() {
        BlobStore wrong = blobs(S3Server.BUCKET, "", "wrong");

        assertThatThrownBy(() -> wrong.check().block(LIMIT))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.UNAVAILABLE));
        assertThat(wrong.trouble().orElseThrow()).contains("403").contains("parley.files.s3.access-key and secret-key");
    }

    @Test
    void missingBucketIsNamedAndIsNotAMissingObject() {
        BlobStore wrong = blobs("nowhere", "", S3Server.SECRET_KEY);

        assertThatThrownBy(() -> wrong.size("any").block(LIMIT)).isInstanceOf(Refusal.class);
        assertThat(wrong.trouble().orElseThrow()).contains("NoSuchBucket").contains("parley.files.s3.bucket");
    }
}
