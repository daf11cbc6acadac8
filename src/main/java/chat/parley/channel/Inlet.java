package chat.parley.channel;

/** What a link hands to the layer, on a thread of the connection. Channels are named as Redis knows them. */
interface Inlet {

    void received(String channel, byte[] message);

    /** The shard at the other end does not carry this channel any more: its slot has moved to another. */
    default void moved(String channel) {}
}
