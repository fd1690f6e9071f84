/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as the desktop sees it: one instance, one window, one workspace; reads the command line. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

#define PL_TYPE_APPLICATION (pl_application_get_type ())
G_DECLARE_FINAL_TYPE (PlApplication, pl_application, PL, APPLICATION, AdwApplication)

/* Actions: app.new-link, app.try-out, app.open-workspace, app.about, app.quit. */
PlApplication *pl_application_new (void);

G_END_DECLS
