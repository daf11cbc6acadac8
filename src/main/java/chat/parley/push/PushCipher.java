package chat.parley.push;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts a message for one browser, so that its push service cannot read it: RFC 8291, with the content coding {@code
 * aes128gcm} of RFC 8188, in a single record.
 */
final class PushCipher {

    /** Every push service accepts a body of this size (RFC 8030, section 7.2). */
    static final int MAX_BODY = 4_096;

    static final int AUTH_SECRET_BYTES = 16;

    private static final int SALT_BYTES = 16;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final byte LAST_RECORD = 2;
    private static final String HMAC = "HmacSHA256";

    private PushCipher() {}

    /**
     * @param receiver the public key of the browser
     * @param authSecret the secret that the browser shares with this server
     */
    static byte[] encrypt(byte[] message, ECPublicKey receiver, byte[] authSecret, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return encrypt(message, receiver, authSecret, P256.random(random), salt);
    }

    static byte[] encrypt(byte[] message, ECPublicKey receiver, byte[] authSecret, KeyPair sender, byte[] salt) {
        try {
            byte[] senderKey = P256.encode((ECPublicKey) sender.getPublic());
            byte[] info = joined(ascii("WebPush: info\0"), P256.encode(receiver), senderKey);
            byte[] secret = derive(authSecret, agree(sender, receiver), info, 32);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(derive(salt, secret, ascii("Content-Encoding: aes128gcm\0"), KEY_BYTES), "AES"),
                    new GCMParameterSpec(
                            TAG_BITS, derive(salt, secret, ascii("Content-Encoding: nonce\0"), NONCE_BYTES)));
            byte[] body = joined(
                    salt,
                    ByteBuffer.allocate(Integer.BYTES).putInt(MAX_BODY).array(),
                    new byte[] {(byte) senderKey.length},
                    senderKey,
                    cipher.doFinal(joined(message, new byte[] {LAST_RECORD})));
            if (body.length > MAX_BODY) {
                throw new IllegalArgumentException("The message is too long: " + message.length + " bytes");
            }
            return body;
        } catch (GeneralSecurityException e) {
            throw P256.unsupported(e);
        }
    }

    private static byte[] agree(KeyPair sender, ECPublicKey receiver) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(sender.getPrivate());
        agreement.doPhase(receiver, true);
        return agreement.generateSecret();
    }

    /** HKDF (RFC 5869) for keys of at most 32 bytes. */
    private static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        byte[] key = hmac(salt, secret);
        return Arrays.copyOf(hmac(key, joined(info, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(message);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
