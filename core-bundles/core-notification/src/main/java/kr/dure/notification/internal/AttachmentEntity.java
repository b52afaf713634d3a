package kr.dure.notification.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import kr.dure.notification.Mail;

@Entity
@Table(name = "mail_attachment")
class AttachmentEntity {
    @Id
    private UUID id;

    @Column(name = "mail_id")
    private UUID mailId;

    private int position;
    private String name;

    @Column(name = "media_type")
    private String mediaType;

    private byte[] content;

    protected AttachmentEntity() {}

    AttachmentEntity(UUID id, UUID mailId, int position, Mail.Attachment file) {
        this.id = id;
        this.mailId = mailId;
        this.position = position;
        this.name = file.name();
        this.mediaType = file.mediaType();
        this.content = file.content();
    }

    Mail.Attachment toAttachment() {
        return new Mail.Attachment(name, mediaType, content);
    }
}
