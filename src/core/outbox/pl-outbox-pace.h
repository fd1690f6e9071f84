/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many requests at a time, and whether any: what Payroc's answers say about that. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint  most;       /* requests at a time: down when they fail, up again when they succeed */
  gint64 not_before; /* microseconds since the epoch: Payroc asked to be left alone until then */
} PlOutboxPace;

void     pl_outbox_pace_init       (PlOutboxPace       *self);
void     pl_outbox_pace_note       (PlOutboxPace       *self,
                                    const GError       *error,
                                    guint               n_unfinished,
                                    gint64              now,
                                    double              wait_scale);
guint    pl_outbox_pace_get_room   (const PlOutboxPace *self,
                                    guint               n_sending);
gboolean pl_outbox_pace_is_resting (const PlOutboxPace *self,
                                    gint64              now);

G_END_DECLS
