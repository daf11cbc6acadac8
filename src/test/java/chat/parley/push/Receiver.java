package chat.parley.push;

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

/** The part of a browser that decrypts push messages (RFC 8291, section 3.4, and RFC 8188, section 2). */
final class Receiver {

    private final KeyPair keys;
    private final byte[] authSecret;

    Receiver(KeyPair keys, byte[] authSecret) {
        this.keys = keys;
        this.authSecret = authSecret;
    }

    static Receiver random() {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[16];
        random.nextBytes(secret);
        return new Receiver(P256.random(random), secret);
    }

    String publicKey() {
        return Base64Url.encode(P256.encode((ECPublicKey) keys.getPublic()));
    }

    String secret() {
        return Base64Url.encode(authSecret);
    }

    /** @throws IllegalArgumentException if the body is not a message for this browser */
    byte[] decrypt(byte[] body) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(body);
            byte[] salt = take(buffer, 16);
            int recordSize = buffer.getInt();
            byte[] sender = take(buffer, buffer.get() & 0xff);
            byte[] record = take(buffer, buffer.remaining());
            if (record.length > recordSize) {
                throw new IllegalArgumentException("More than one record");
            }
            byte[] secret = hkdf(authSecret, agree(sender), info(sender), 32);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(hkdf(salt, secret, ascii("Content-Encoding: aes128gcm\0"), 16), "AES"),
                    new GCMParameterSpec(128, hkdf(salt, secret, ascii("Content-Encoding: nonce\0"), 12)));
            return unpadded(cipher.doFinal(record));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not for this browser", e);
        }
    }

    private byte[] agree(byte[] sender) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(keys.getPrivate());
        agreement.doPhase(P256.decode(sender), true);
        return agreement.generateSecret();
    }

    private byte[] info(byte[] sender) {
        byte[] own = P256.encode((ECPublicKey) keys.getPublic());
        byte[] label = ascii("WebPush: info\0");
        return ByteBuffer.allocate(label.length + own.length + sender.length)
                .put(label)
                .put(own)
                .put(sender)
                .array();
    }

    private static byte[] unpadded(byte[] padded) {
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        if (padded[end] != 2) {
            throw new IllegalArgumentException("Not the last record");
        }
        return Arrays.copyOf(padded, end);
    }

    private static byte[] hkdf(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        mac.init(new SecretKeySpec(mac.doFinal(secret), "HmacSHA256"));
        mac.update(info);
        mac.update((byte) 1);
        return Arrays.copyOf(mac.doFinal(), length);
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
