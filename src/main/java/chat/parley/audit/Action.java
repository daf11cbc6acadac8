package chat.parley.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kinds of entries in the audit log. */
public enum Action {
    SIGN_UP,
    LOG_IN,
    LOG_IN_FAILED,
    GUEST_ENTERED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    EMAIL_CONFIRMED,
    EMAIL_REMOVED,
    RESET_LINK_MAILED,
    TOKEN_CREATED,
    TOKEN_REVOKED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    SESSIONS_ENDED,
    RESET_LINK_CREATED,
    ROOM_CHANGED,
    MESSAGES_READ,
    MESSAGE_DELETED,
    INVITE_CREATED,
    INVITE_REVOKED,
    INVITE_MAILED,
    SETTINGS_CHANGED,
    EMOJI_ADDED,
    EMOJI_REMOVED,
    GROUP_CREATED,
    GROUP_CHANGED,
    GROUP_DELETED,
    HOOK_CREATED,
    HOOK_CHANGED,
    HOOK_DELETED,
    COMMAND_CREATED,
    COMMAND_CHANGED,
    COMMAND_DELETED,
    TEST_MAIL_SENT,
    BACKUP_MADE,
    FILES_VERIFIED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
