package kr.dure.identity.internal.organisation;

import kr.dure.product.Text;

/** The two sorts of titles. */
enum TitleKind {
    POSITION(JobPositionEntity.class, "job_position", "position_id", new Text("직위", "position")),
    DUTY(DutyEntity.class, "duty", "duty_id", new Text("직책", "duty"));

    final Class<? extends TitleEntity> entity;
    final String table;
    /** Names it in {@code post}. */
    final String column;

    final Text name;

    TitleKind(Class<? extends TitleEntity> entity, String table, String column, Text name) {
        this.entity = entity;
        this.table = table;
        this.column = column;
        this.name = name;
    }

    TitleEntity create(Title title) {
        return this == POSITION
                ? new JobPositionEntity(title.id(), title.name(), title.order())
                : new DutyEntity(title.id(), title.name(), title.order(), title.head());
    }
}
