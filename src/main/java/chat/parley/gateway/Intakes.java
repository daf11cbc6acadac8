package chat.parley.gateway;

import chat.parley.account.Session;
import chat.parley.http.RateLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/** Puts each new socket under control of what arrives on it. */
@Component
class Intakes {

    private final RateLimits limits;
    private final UnfinishedFrames unfinished = new UnfinishedFrames();

    Intakes(RateLimits limits) {
        this.limits = limits;
    }

    /** Called on the channel's event loop, after the handshake and before anything is read. */
    Intake of(Session session, Channel channel) {
        Intake intake = new Intake(limits, session.account().id(), unfinished.share());
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore(pipeline.context(WebSocketFrameEncoder.class).name(), null, intake);
        pipeline.addBefore(NettyPipeline.ReactiveBridge, null, new ControlFrames(intake));
        return intake;
    }
}
