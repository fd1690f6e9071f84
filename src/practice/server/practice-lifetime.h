/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the server lives: while its standard input is open or somebody holds it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PRACTICE_TYPE_LIFETIME (practice_lifetime_get_type ())
G_DECLARE_FINAL_TYPE (PracticeLifetime, practice_lifetime, PRACTICE, LIFETIME, GObject)

/* signal ended: nobody needs the server any more; SIGTERM and SIGINT end it too. */
PracticeLifetime *practice_lifetime_new         (gboolean          stay);
void              practice_lifetime_start       (PracticeLifetime *self);
/* Until the other side of stream hangs up. */
void              practice_lifetime_hold_stream (PracticeLifetime *self,
                                                 GIOStream        *stream);
/* For a newcomer who is about to hold. */
void              practice_lifetime_extend      (PracticeLifetime *self,
                                                 guint             seconds);
void              practice_lifetime_end         (PracticeLifetime *self);
guint             practice_lifetime_get_holds   (PracticeLifetime *self);

G_END_DECLS
