package chat.parley.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The store on S3 servers that are full, busy, slow, gone or mistaken. */
class S3ClientTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 1000, "files-test");
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<DisposableServer> servers = new ArrayList<>();

    @AfterEach
    void end() {
        servers.forEach(DisposableServer::disposeNow);
        scheduler.dispose();
    }

    private S3Blobs store(Duration timeout, BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    received.add(request.method().name() + " " + request.uri());
                    return request.receive().then().thenEmpty(answer.apply(request, response));
                })
                .bindNow();
        servers.add(server);
        return store("http://127.0.0.1:" + server.port(), timeout);
    }

    private S3Blobs store(String endpoint, Duration timeout) {
        S3Properties properties =
                new S3Properties(URI.create(endpoint), "us-east-1", "bucket", "key", "secret", "p/", true);
        S3Client client = new S3Client(new S3Signer(properties, Clock.systemUTC()), scheduler, timeout);
        return new S3Blobs(client, "p/", scheduler);
    }

    private S3Blobs answering(int status, String code) {
        return store(
                LIMIT,
                (request, response) -> response.status(HttpResponseStatus.valueOf(status))
                        .sendString(Mono.just("<?xml version='1.0'?><Error><Code>" + code + "</Code></Error>")));
    }

    private static void assertRefused(Mono<?> work, Code code) {
        assertThatThrownBy(() -> work.block(LIMIT))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static Mono<Void> write(S3Blobs store) {
        return store.write("id", Flux.just(new byte[100_000]));
    }

    @Test
    void fullServerIsRefusedAsFullAndIsNotAnOutage() {
        S3Blobs full = answering(507, "XMinioStorageFull");

        assertRefused(write(full), Code.STORAGE_FULL);

        assertThat(full.trouble()).isEmpty();
        assertThat(received).containsExactly("PUT /bucket/p/id");
    }

    @Test
    void exceededQuotaIsRefusedAsFull() {
        assertRefused(write(answering(400, "XMinioAdminBucketQuotaExceeded")), Code.STORAGE_FULL);
    }

    @Test
    void busyServerIsTriedAgain() {
        S3Blobs busy = store(
                LIMIT,
                (request, response) ->
                        response.status(received.size() < 3 ? 503 : 200).send());

        write(busy).block(LIMIT);

        assertThat(received).hasSize(3);
        assertThat(busy.trouble()).isEmpty();
    }

    @Test
    void serverThatStaysBusyIsUnavailableUntilItAnswers() {
        S3Blobs busy = store(
                LIMIT,
                (request, response) ->
                        response.status(received.size() < 4 ? 503 : 204).send());

        assertRefused(busy.delete("id"), Code.UNAVAILABLE);
        assertThat(busy.trouble().orElseThrow()).contains("503");

        busy.delete("id").block(LIMIT);
        assertThat(busy.trouble()).isEmpty();
    }

    @Test
    void connectionThatEndsBeforeTheAnswerIsReplaced() {
        S3Blobs cut = store(
                LIMIT,
                (request, response) -> received.size() < 2
                        ? response.withConnection(
                                        connection -> connection.channel().close())
                                .then(Mono.never())
                        : response.status(200).send());

        write(cut).block(LIMIT);

        assertThat(received).hasSize(2);
    }

    @Test
    void silentServerIsUnavailable() {
        S3Blobs silent = store(Duration.ofMillis(300), (request, response) -> Mono.never());

        assertRefused(silent.size("id"), Code.UNAVAILABLE);

        assertThat(silent.trouble().orElseThrow()).contains("in time");
        assertThat(received).hasSize(1);
    }

    @Test
    void absentServerIsUnavailable() {
        S3Blobs gone = store(LIMIT, (request, response) -> response.send());
        servers.get(0).disposeNow();

        assertRefused(write(gone), Code.UNAVAILABLE);

        assertThat(gone.trouble().orElseThrow()).contains("cannot be reached");
    }

    @Test
    void answerThatIsTooLongIsCutOff() {
        S3Blobs endless = store(
                LIMIT,
                (request, response) ->
                        response.status(206).sendByteArray(Flux.<byte[]>generate(sink -> sink.next(new byte[65_536]))));

        assertThatThrownBy(() -> endless.read("id", 0, 10).blockLast(LIMIT))
                .hasMessageContaining("more than was requested");
    }

    @Test
    void rangesAreNotIgnored() {
        S3Blobs whole =
                store(LIMIT, (request, response) -> response.status(200).sendByteArray(Mono.just(new byte[100])));

        assertThatThrownBy(() -> whole.read("id", 10, 10).blockLast(LIMIT)).hasMessageContaining("ignores ranges");
    }

    @Test
    void otherRegionIsNamed() {
        S3Blobs elsewhere = answering(301, "PermanentRedirect");

        assertRefused(elsewhere.check(), Code.UNAVAILABLE);

        assertThat(elsewhere.trouble().orElseThrow()).contains("parley.files.s3.endpoint", "PermanentRedirect");
    }

    @Test
    void slowReaderOccupiesNoConnection() {
        S3Blobs blobs = store(
                LIMIT, (request, response) -> response.status(206).sendByteArray(Mono.just(new byte[512 * 1024])));

        List<byte[]> read = blobs.read("id", 0, 4 * 512 * 1024)
                .limitRate(1)
                .take(2)
                .collectList()
                .block(LIMIT);

        assertThat(read).hasSize(2).allSatisfy(piece -> assertThat(piece).hasSize(BlobStore.PIECE));
        assertThat(received).hasSize(1);
    }

    @Test
    void virtualHostsNameTheBucketInTheHost() {
        S3Properties properties =
                new S3Properties(URI.create("https://s3.example:9000"), "eu-1", "bucket", "key", "secret", "", false);

        var signed = new S3Signer(properties, Clock.systemUTC()).sign(S3Request.get("id", 0, 1));

        assertThat(signed.getUri()).hasToString("https://bucket.s3.example:9000/id");
        assertThat(signed.firstMatchingHeader("Authorization").orElseThrow())
                .contains("/eu-1/s3/aws4_request", "host", "range", "x-amz-content-sha256");
    }
}
