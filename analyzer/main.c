#include "cli/commands.h"

int main(int argc, char **argv)
{
    return tk_main(argc > 0 ? argc - 1 : 0, argv + 1);
}
