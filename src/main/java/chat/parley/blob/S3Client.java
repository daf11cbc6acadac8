package chat.parley.blob;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.resources.ConnectionProvider;
import reactor.util.retry.Retry;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends signed requests to an S3 server, and retries those that fail temporarily. A lasting failure is a refusal:
 * {@code storage_full} if the server is full, otherwise {@code unavailable}. It is logged once, until the server
 * answers again.
 */
final class S3Client {

    /** Longer than a page of a list with the longest names. */
    static final int MAX_ANSWER = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(S3Client.class);

    private static final int CONNECTIONS = 32;
    private static final int MAX_WAITING = 500;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration BACK_OFF = Duration.ofMillis(200);
    private static final int RETRIES = 2;

    /** Bodies may take longer, by their length. */
    private static final long MIN_BYTES_PER_SECOND = 64 * 1024;

    private static final Set<String> FULL = Set.of(
            "XMinioStorageFull",
            "XMinioAdminBucketQuotaExceeded",
            "QuotaExceeded",
            "EntityTooLarge",
            "InsufficientStorage");

    private final S3Signer signer;
    private final Scheduler scheduler;
    private final Duration timeout;
    private final ConnectionProvider connections;
    private final HttpClient client;
    private volatile String trouble = "";

    /** @param scheduler reads the bodies to be signed, which may block */
    S3Client(S3Signer signer, Scheduler scheduler, Duration timeout) {
        this.signer = signer;
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.connections = ConnectionProvider.builder("s3")
                .maxConnections(CONNECTIONS)
                .pendingAcquireMaxCount(MAX_WAITING)
                .pendingAcquireTimeout(timeout)
                .maxIdleTime(IDLE_TIMEOUT)
                .build();
        this.client = HttpClient.create(connections)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .disableRetry(true);
    }

    /** Ends idle connections. */
    void close() {
        connections.dispose();
    }

    /** Describes the failure of the last request for operators; empty if it succeeded. */
    Optional<String> trouble() {
        return Optional.of(trouble).filter(text -> !text.isEmpty());
    }

    /** Returns successful responses, and for objects also those with 404 and 416; fails with all others. */
    Mono<S3Answer> send(S3Request request) {
        return Mono.fromCallable(() -> signer.sign(request))
                .subscribeOn(scheduler)
                .flatMap(signed -> exchange(request, signed))
                .timeout(timeout.plusSeconds(request.body().length() / MIN_BYTES_PER_SECOND))
                .flatMap(answer -> answer.isBusy() ? Mono.error(new BusyException(answer)) : Mono.just(answer))
                .retryWhen(Retry.backoff(RETRIES, BACK_OFF)
                        .filter(failure -> failure instanceof IOException)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()))
                .onErrorMap(BusyException.class, failure -> failed(String.valueOf(failure.getMessage())))
                .onErrorMap(IOException.class, failure -> failed(describe(failure)))
                .onErrorMap(PoolAcquirePendingLimitException.class, busy -> Refusal.overloaded(RETRY_AFTER))
                .onErrorMap(TimeoutException.class, failure -> failed("It does not answer in time."))
                .doOnNext(answer -> check(request, answer));
    }

    /** Mentions no address, because the reasons in the health must not contain any. */
    private static String describe(IOException failure) {
        if (failure instanceof ConnectException) {
            return "It cannot be reached.";
        }
        return failure instanceof UnknownHostException
                ? "Its host name cannot be resolved: correct parley.files.s3.endpoint."
                : "The connection failed: " + failure.getClass().getSimpleName() + ".";
    }

    private Mono<S3Answer> exchange(S3Request request, SdkHttpRequest signed) {
        HttpClient.RequestSender sender = client.headers(headers -> add(headers, request, signed))
                .request(HttpMethod.valueOf(request.method().name()))
                .uri(signed.getUri());
        HttpClient.ResponseReceiver<?> receiver = request.sendsBody()
                ? sender.send(Flux.defer(request.body().pieces()).map(Unpooled::wrappedBuffer))
                : sender;
        return receiver.response((response, bytes) -> bytes.asByteArray()
                        .collect(ByteArrayOutputStream::new, S3Client::append)
                        .map(body -> answer(response, body.toByteArray())))
                .single();
    }

    private static void add(HttpHeaders headers, S3Request request, SdkHttpRequest signed) {
        signed.forEachHeader(headers::set);
        if (request.sendsBody()) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length());
        }
    }

    private static void append(ByteArrayOutputStream body, byte[] piece) {
        if (body.size() + piece.length > MAX_ANSWER) {
            throw new IllegalStateException("The S3 server sent more than was requested");
        }
        body.writeBytes(piece);
    }

    private static S3Answer answer(HttpClientResponse response, byte[] body) {
        String length = response.responseHeaders().get(HttpHeaderNames.CONTENT_LENGTH, "-1");
        return new S3Answer(response.status().code(), Long.parseLong(length), body);
    }

    private void check(S3Request request, S3Answer answer) {
        String code = answer.code();
        boolean noSuchObject = answer.status() == 404 && !request.id().isEmpty() && !code.equals("NoSuchBucket");
        if (answer.isOk() || answer.status() == 416 || noSuchObject) {
            recovered();
        } else if (answer.status() == 507 || FULL.contains(code)) {
            recovered();
            throw Refusal.of(Code.STORAGE_FULL, "The space for files on this server is full.");
        } else {
            throw failed(answer.explained());
        }
    }

    private Refusal failed(String reason) {
        if (!reason.equals(trouble)) {
            trouble = reason;
            log.warn("The S3 file store fails. {}", reason);
        }
        return Refusal.unavailable(RETRY_AFTER);
    }

    private void recovered() {
        if (!trouble.isEmpty()) {
            trouble = "";
            log.info("The S3 file store works again.");
        }
    }

    /** The server failed, but a retry may succeed. */
    private static final class BusyException extends IOException {

        private static final long serialVersionUID = 1L;

        BusyException(S3Answer answer) {
            super(answer.explained());
        }
    }
}
