package chat.parley.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code parley.limits.*}. Each node counts rates on its own.
 *
 * @param enabled whether rates are limited at all; disable it only for benchmarks
 * @param posts messages posted per account
 * @param frames frames of any kind sent per account
 * @param connections WebSockets opened per account
 * @param sockets WebSockets that one account may have open on this node
 * @param opens rooms opened, and inbox subscriptions started, per account
 * @param requests requests without a session per address
 * @param handshakes WebSockets opened on this node
 * @param rooms rooms, webhooks and commands created, and rooms renamed, per account
 * @param signUps accounts created per address
 * @param guests guests admitted per address
 * @param logInsByName failed log-ins per name, from browsers that the account has not logged in with
 * @param logInsByNameAndAddress the same, per name and address
 * @param logInsByDevice log-ins per browser that the account has logged in with
 * @param logInsByAddress log-ins from other browsers, and other attempts to prove an identity, per address
 * @param resets password reset links requested by mail per address
 * @param emailCodes codes mailed to confirm an e-mail address per account
 * @param mailedInvites invites sent by mail per account
 * @param passwordChanges attempted password changes per account
 * @param renames changes of the display name or profile picture per account
 * @param invites invites created per account
 * @param searches searches per account
 * @param uploads files, previews and other pictures uploaded per account
 * @param pushes push subscriptions changed and test messages sent per account
 * @param commands runs of the commands of rooms per account
 * @param keys how many accounts, names and addresses a node keeps rates for
 */
@ConfigurationProperties("parley.limits")
public record LimitProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("20 per 1s, burst 100") Limit posts,
        @DefaultValue("100 per 1s, burst 500") Limit frames,
        @DefaultValue("5 per 1s, burst 50") Limit connections,
        @DefaultValue("50") int sockets,
        @DefaultValue("20 per 1s, burst 400") Limit opens,
        @DefaultValue("50 per 1s, burst 2000") Limit requests,
        @DefaultValue("1000 per 1s, burst 3000") Limit handshakes,
        @DefaultValue("10 per 1m, burst 30") Limit rooms,
        @DefaultValue("10 per 1m, burst 50") Limit signUps,
        @DefaultValue("10 per 1m, burst 50") Limit guests,
        @DefaultValue("120 per 1h, burst 200") Limit logInsByName,
        @DefaultValue("20 per 1h, burst 10") Limit logInsByNameAndAddress,
        @DefaultValue("5 per 1m, burst 10") Limit logInsByDevice,
        @DefaultValue("30 per 1m, burst 60") Limit logInsByAddress,
        @DefaultValue("10 per 1h, burst 10") Limit resets,
        @DefaultValue("5 per 1h, burst 5") Limit emailCodes,
        @DefaultValue("20 per 1h, burst 20") Limit mailedInvites,
        @DefaultValue("5 per 1m, burst 10") Limit passwordChanges,
        @DefaultValue("5 per 1h, burst 10") Limit renames,
        @DefaultValue("20 per 1m, burst 100") Limit invites,
        @DefaultValue("2 per 1s, burst 20") Limit searches,
        @DefaultValue("60 per 1m, burst 200") Limit uploads,
        @DefaultValue("20 per 1m, burst 60") Limit pushes,
        @DefaultValue("60 per 1m, burst 20") Limit commands,
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
            case REQUEST -> requests;
            case HANDSHAKE -> handshakes;
            case CREATE_ROOM -> rooms;
            case SIGN_UP -> signUps;
            case ENTER_AS_GUEST -> guests;
            case LOG_IN_BY_NAME -> logInsByName;
            case LOG_IN_BY_NAME_AND_ADDRESS -> logInsByNameAndAddress;
            case LOG_IN_BY_DEVICE -> logInsByDevice;
            case LOG_IN_BY_ADDRESS -> logInsByAddress;
            case RESET_BY_ADDRESS -> resets;
            case CONFIRM_EMAIL -> emailCodes;
            case MAIL_INVITE -> mailedInvites;
            case CHANGE_PASSWORD -> passwordChanges;
            case RENAME -> renames;
            case INVITE -> invites;
            case SEARCH -> searches;
            case UPLOAD -> uploads;
            case PUSH -> pushes;
            case COMMAND -> commands;
        };
    }
}
