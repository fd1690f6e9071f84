/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts the API, the control path and the pay page on a port of this computer. */
#pragma once

#include "practice-lifetime.h"
#include "practice/state/practice-state.h"

G_BEGIN_DECLS

#define PRACTICE_TYPE_SERVER (practice_server_get_type ())
G_DECLARE_FINAL_TYPE (PracticeServer, practice_server, PRACTICE, SERVER, GObject)

PracticeServer *practice_server_new    (PracticeState     *state,
                                        PracticeLifetime  *lifetime);
/* Also sets the state's base_url. */
gboolean        practice_server_listen (PracticeServer    *self,
                                        GError           **error);
void            practice_server_stop   (PracticeServer    *self);

G_END_DECLS
