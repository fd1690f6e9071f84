/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the merchant, by the desktop's notifications, what the watcher of the open account found. */
#pragma once

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_NOTIFIER (pl_notifier_get_type ())
G_DECLARE_FINAL_TYPE (PlNotifier, pl_notifier, PL, NOTIFIER, GObject)

/* Signal: "told" (PlNotice *notice): the merchant was told of it just now.
 *
 * A notification opens its link with the action app.open-link (ss): account and link. */
PlNotifier *pl_notifier_new           (GApplication *application); /* (nullable) */
void        pl_notifier_set_session   (PlNotifier   *self,
                                       PlSession    *session); /* (nullable) */
/* Whether the merchant sits in front of it: decides how often Payroc is asked. */
void        pl_notifier_set_attentive (PlNotifier   *self,
                                       gboolean      attentive);
/* A stranger looks at the screen: nothing is told, and all of it afterwards. */
void        pl_notifier_set_discreet  (PlNotifier   *self,
                                       gboolean      discreet);

G_END_DECLS
