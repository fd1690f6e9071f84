/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells that the database was damaged: what became of it, what was saved, what is fetched again. */
#pragma once

#include <adwaita.h>

#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

void pl_damage_dialog_present (GtkWindow   *parent,
                               PlWorkspace *workspace);

G_END_DECLS
