/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A group of rows under a title that is read whole: that of libadwaita 1.2 is one line that loses its end. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PL_TYPE_GROUP (pl_group_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlGroup, pl_group, PL, GROUP, AdwPreferencesGroup)

struct _PlGroupClass
{
  AdwPreferencesGroupClass parent_class;
};

GtkWidget *pl_group_new (void);

G_END_DECLS
