/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On top of a link's page: what about it wants to be looked at before anything else. */
#pragma once

#include <adwaita.h>

#include "core/links/pl-link-details.h"
#include "core/session/pl-session.h"

G_BEGIN_DECLS

#define PL_TYPE_LINK_NOTES (pl_link_notes_get_type ())
G_DECLARE_FINAL_TYPE (PlLinkNotes, pl_link_notes, PL, LINK_NOTES, GtkBox)

/* Both (nullable). */
void pl_link_notes_set_details (PlLinkNotes   *self,
                                PlSession     *session,
                                PlLinkDetails *details);

G_END_DECLS
