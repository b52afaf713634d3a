package kr.dure.sms.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.UUID;
import kr.dure.carrier.CarrierRoute;

/** A route stands in the operator's own rows. */
@Entity
@Table(name = "route")
class RouteEntity {
    @Id
    private UUID id;

    private String name;
    private String protocol;
    private String host;
    private int port;

    @Column(name = "system_id")
    private String systemId;

    private String password;
    private int priority;
    private String charset;

    @Column(name = "data_coding")
    private Integer dataCoding;

    @Column(name = "window_size")
    private int window;

    @Column(name = "per_second")
    private int perSecond;

    @Column(name = "long_messages")
    private boolean longMessages;

    private boolean enabled;

    @Version
    private int version;

    protected RouteEntity() {}

    RouteEntity(UUID id, String name) {
        this.id = id;
        this.name = name;
    }

    /** Takes on what is given; a password that is not given stays. */
    void set(Route given, String newPassword) {
        protocol = given.protocol();
        host = given.host();
        port = given.port();
        systemId = given.systemId();
        password = newPassword == null ? password : newPassword;
        priority = given.priority();
        charset = given.charset();
        dataCoding = given.dataCoding();
        window = given.window();
        perSecond = given.perSecond();
        longMessages = given.longMessages();
        enabled = given.enabled();
    }

    boolean hasPassword() {
        return password != null;
    }

    boolean enabled() {
        return enabled;
    }

    Route toRoute(Boolean connected) {
        return new Route(
                id,
                name,
                protocol,
                host,
                port,
                systemId,
                priority,
                charset,
                dataCoding,
                window,
                perSecond,
                longMessages,
                enabled,
                connected);
    }

    RouteSettings toSettings() {
        return new RouteSettings(
                new CarrierRoute(
                        name,
                        host,
                        port,
                        systemId,
                        password,
                        Optional.ofNullable(charset).map(Charset::forName),
                        Optional.ofNullable(dataCoding).map(Integer::byteValue),
                        window),
                protocol,
                priority,
                perSecond,
                longMessages,
                version);
    }
}
