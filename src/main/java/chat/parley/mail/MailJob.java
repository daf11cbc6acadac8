package chat.parley.mail;

import chat.parley.task.PermanentFailureException;
import java.util.Map;

/**
 * The stored form of a mail: what its composer needs to know. Contains no secrets that can be made when the mail is
 * sent.
 *
 * @param id the task's key
 */
record MailJob(String id, String composer, Map<String, String> values) {

    String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new PermanentFailureException("The e-mail lacks its " + name);
        }
        return value;
    }

    long number(String name) {
        return Long.parseLong(value(name));
    }
}
