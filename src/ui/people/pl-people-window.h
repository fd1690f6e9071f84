/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was sent a link from here: to be looked up, and forgotten. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_PEOPLE_WINDOW (pl_people_window_get_type ())
G_DECLARE_FINAL_TYPE (PlPeopleWindow, pl_people_window, PL, PEOPLE_WINDOW, AdwWindow)

/* Signal: "open-link" (string): somebody's last link is wanted; the window is closed then. */
GtkWidget *pl_people_window_new (PlSession *session);

G_END_DECLS
