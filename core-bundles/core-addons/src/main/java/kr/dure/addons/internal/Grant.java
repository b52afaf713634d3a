package kr.dure.addons.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import kr.dure.product.Text;

/** What an add-on's code may do only when its manifest says so and why ({@code Dure-Grants: threads;reason="…"}). */
enum Grant {
    /** Sockets, URLs and name look-ups of its own, past {@code OutgoingHttp}. */
    NETWORK(false, "직접 네트워크 연결", "network connections of its own"),
    THREADS(false, "자체 스레드", "threads of its own"),
    REFLECTION(false, "접근 제한을 푸는 리플렉션", "reflection that opens what is closed"),
    PROCESS(true, "다른 프로그램 실행", "starting programs"),
    EXIT(true, "서버 종료", "stopping the server"),
    DATABASE(true, "직접 데이터베이스 연결", "database connections of its own"),
    UNSAFE(true, "JVM 내부 기능", "internals of the JVM"),
    NATIVE(true, "네이티브 코드", "native code"),
    FRAMEWORK(true, "다른 번들 조작", "handling other bundles");

    private final boolean signedOnly;
    private final Text text;

    Grant(boolean signedOnly, String ko, String en) {
        this.signedOnly = signedOnly;
        this.text = new Text(ko, en);
    }

    /** Whether it is given only to a jar whose signer is trusted. */
    boolean signedOnly() {
        return signedOnly;
    }

    Text text() {
        return text;
    }

    /** As the manifest writes it: {@code threads}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Grant> find(String key) {
        return Arrays.stream(values()).filter(grant -> grant.key().equals(key)).findFirst();
    }
}
