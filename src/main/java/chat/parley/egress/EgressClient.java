package chat.parley.egress;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * Sends single requests, each over a connection of its own, to addresses that the policy permits. Uses one event loop
 * of its own, so that handshakes with slow or hostile servers do not occupy the loops of the sockets. No proxy is
 * used, because it would resolve names itself.
 */
final class EgressClient implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_STATUS_LINE = 4096;
    private static final int MAX_HEADERS = 32 * 1024;

    private final LoopResources loops = LoopResources.create("egress", 1, true);
    private final CheckedAddresses addresses;
    private final HttpClient client;

    EgressClient(AddressPolicy policy) {
        this(policy, policy, null, client -> client);
    }

    /**
     * @param dialled which of the addresses of a name are dialled
     * @param policy which connections are used
     * @param names the name service; null for that of the system
     * @param options further options of the client
     */
    EgressClient(
            AddressPolicy dialled,
            AddressPolicy policy,
            @Nullable AddressResolverGroup<InetSocketAddress> names,
            UnaryOperator<HttpClient> options) {
        this.addresses = new CheckedAddresses(names == null ? systemNames() : names, dialled);
        this.client = options.apply(HttpClient.create(ConnectionProvider.newConnection())
                .runOn(loops)
                .resolver(addresses)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT_TIMEOUT.toMillis())
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addFirst("egress.remote", new RemoteCheck(policy)))
                .httpResponseDecoder(
                        limits -> limits.maxInitialLineLength(MAX_STATUS_LINE).maxHeaderSize(MAX_HEADERS))
                .followRedirect(false)
                .disableRetry(true)
                .keepAlive(false));
    }

    private AddressResolverGroup<InetSocketAddress> systemNames() {
        return NameResolverProvider.builder().build().newNameResolverGroup(loops, true);
    }

    /** Sends a request and reads the response up to the limit of the request. Fails with network errors. */
    Mono<EgressResponse> exchange(EgressRequest request, Map<String, String> headers, TargetUrl target) {
        HttpClient.RequestSender sender = client.headers(all -> add(all, request, headers))
                .request(HttpMethod.valueOf(request.method().name()))
                .uri(target.uri().toString());
        HttpClient.ResponseReceiver<?> receiver = request.method() == EgressRequest.Method.GET
                ? sender
                : sender.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request.body())));
        return receiver.response((response, bytes) -> read(request, target, response, bytes))
                .single();
    }

    private static void add(HttpHeaders all, EgressRequest request, Map<String, String> headers) {
        all.set(HttpHeaderNames.USER_AGENT, "Parley");
        all.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip");
        headers.forEach(all::set);
        if (request.method() == EgressRequest.Method.POST) {
            all.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
        }
    }

    private static Mono<EgressResponse> read(
            EgressRequest request, TargetUrl target, HttpClientResponse response, ByteBufFlux bytes) {
        BodyReader body = new BodyReader(request.maxBody());
        return bytes.asByteArray()
                .takeWhile(body::append)
                .then(Mono.fromSupplier(() -> response(request, target, response, body)));
    }

    private static EgressResponse response(
            EgressRequest request, TargetUrl target, HttpClientResponse response, BodyReader body) {
        Map<String, String> headers = new HashMap<>();
        response.responseHeaders()
                .forEach(header -> headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        Inflation content = Inflation.of(
                body.bytes(), body.isCut(), headers.getOrDefault("content-encoding", ""), request.maxBody());
        return new EgressResponse(
                target.uri(), response.status().code(), Map.copyOf(headers), content.bytes(), content.cut());
    }

    @Override
    public void close() {
        addresses.close();
        loops.dispose();
    }
}
