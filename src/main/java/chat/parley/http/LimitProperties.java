package chat.parley.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code parley.limits.*}. Rates are counted by each node for itself.
 *
 * @param enabled whether rates are limited at all; turn it off for benchmarks only
 * @param posts messages that one account may post
 * @param frames frames of any kind that one account may send
 * @param connections WebSockets that one account may open
 * @param sockets WebSockets that one account may have open on this node
 * @param opens rooms that one account may open on its WebSockets, and watches that it may begin
 * @param handshakes WebSockets that may be opened on this node
 * @param rooms rooms that one account may create
 * @param signUps accounts that may be created from one address
 * @param guests guests that may enter from one address
 * @param logInsByName failed log-ins with one name, from all browsers that the account has not logged in with
 * @param logInsByNameAndAddress the same, from one address
 * @param logInsByDevice failed log-ins from a browser that the account has logged in with
 * @param logInsByAddress log-ins from one address
 * @param passwordChanges attempts of one account to change its password
 * @param renames changes of one account's display name
 * @param invites invites that one account may make
 * @param searches searches of one account
 * @param keys how many accounts, names and addresses a node remembers for its rates
 */
@ConfigurationProperties("parley.limits")
public record LimitProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("20 per 1s, burst 100") Limit posts,
        @DefaultValue("100 per 1s, burst 500") Limit frames,
        @DefaultValue("5 per 1s, burst 50") Limit connections,
        @DefaultValue("50") int sockets,
        @DefaultValue("20 per 1s, burst 400") Limit opens,
        @DefaultValue("1000 per 1s, burst 3000") Limit handshakes,
        @DefaultValue("10 per 1m, burst 30") Limit rooms,
        @DefaultValue("10 per 1m, burst 50") Limit signUps,
        @DefaultValue("10 per 1m, burst 50") Limit guests,
        @DefaultValue("120 per 1h, burst 200") Limit logInsByName,
        @DefaultValue("20 per 1h, burst 10") Limit logInsByNameAndAddress,
        @DefaultValue("5 per 1m, burst 10") Limit logInsByDevice,
        @DefaultValue("30 per 1m, burst 60") Limit logInsByAddress,
        @DefaultValue("5 per 1m, burst 10") Limit passwordChanges,
        @DefaultValue("5 per 1h, burst 10") Limit renames,
        @DefaultValue("20 per 1m, burst 100") Limit invites,
        @DefaultValue("2 per 1s, burst 20") Limit searches,
        @DefaultValue("100000") int keys) {

    public LimitProperties {
        if (sockets < 1) {
            throw new IllegalArgumentException("parley.limits.sockets must be 1 or more");
        }
        if (keys < 1000) {
            throw new IllegalArgumentException("parley.limits.keys must be 1000 or more");
        }
    }

    Limit of(Rate rate) {
        return switch (rate) {
            case POST -> posts;
            case FRAME -> frames;
            case CONNECT -> connections;
            case OPEN -> opens;
            case HANDSHAKE -> handshakes;
            case CREATE_ROOM -> rooms;
            case SIGN_UP -> signUps;
            case ENTER_AS_GUEST -> guests;
            case LOG_IN_BY_NAME -> logInsByName;
            case LOG_IN_BY_NAME_AND_ADDRESS -> logInsByNameAndAddress;
            case LOG_IN_BY_DEVICE -> logInsByDevice;
            case LOG_IN_BY_ADDRESS -> logInsByAddress;
            case CHANGE_PASSWORD -> passwordChanges;
            case RENAME -> renames;
            case INVITE -> invites;
            case SEARCH -> searches;
        };
    }
}
