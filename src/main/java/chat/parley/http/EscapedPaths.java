package chat.parley.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import java.util.regex.Pattern;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/**
 * Accepts paths as people type them and browsers send them: escapes a per cent sign that begins no escape, and
 * characters that RFC 3986 does not allow in a path. {@code /chat/100%} is then the page of {@code 100%} instead of a
 * malformed request.
 */
@Component
class EscapedPaths implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private static final String NAME = "parley.escapes";
    private static final Pattern UNESCAPED = Pattern.compile("%(?![0-9A-Fa-f]{2})|[\"<>\\[\\]\\\\^`{|}]");

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, remote) -> {
            if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) != null) {
                channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, NAME, Escaping.HANDLER);
            }
        }));
    }

    static String escaped(String uri) {
        return UNESCAPED
                .matcher(uri)
                .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
    }

    @Sharable
    private static final class Escaping extends ChannelInboundHandlerAdapter {

        static final Escaping HANDLER = new Escaping();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request && request.uri().startsWith("/")) {
                request.setUri(escaped(request.uri()));
            }
            context.fireChannelRead(message);
        }
    }
}
