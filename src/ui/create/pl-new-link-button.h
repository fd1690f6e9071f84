/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New Link, and beside it the templates that a new link can begin with. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_NEW_LINK_BUTTON (pl_new_link_button_get_type ())
G_DECLARE_FINAL_TYPE (PlNewLinkButton, pl_new_link_button, PL, NEW_LINK_BUTTON, AdwBin)

/* Property: session (PlSession, nullable). Activates win.new-link, win.new-link-from (a template's id) and
 * win.templates. */
/* The session's templates, read when they are first asked for. (transfer none) (nullable: there is no session) */
PlTemplateList *pl_new_link_button_get_templates (PlNewLinkButton *self);

G_END_DECLS
