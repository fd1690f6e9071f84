/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One server for each state folder: who has it, and where it listens. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRACTICE_TYPE_INSTANCE (practice_instance_get_type ())
G_DECLARE_FINAL_TYPE (PracticeInstance, practice_instance, PRACTICE, INSTANCE, GObject)

/* Takes the folder. When another server has it: NULL without an error, and other set to that one's line,
 * once it answers. Waits a few seconds for a server that is only just starting or ending. */
PracticeInstance *practice_instance_acquire  (const char        *folder,
                                              char             **other,
                                              GError           **error);
gboolean          practice_instance_announce (PracticeInstance  *self,
                                              const char        *line,
                                              GError           **error);
/* Before the server stops listening: nobody shall find it any more. */
void              practice_instance_withdraw (PracticeInstance  *self);

G_END_DECLS
